#pragma once
// The application: records a request, applies faults, checks the caller, and passes the request to its service.

#include <memory>
#include <vector>

#include "faults.hpp"
#include "journal.hpp"
#include "router.hpp"
#include "server.hpp"
#include "service.hpp"
#include "world.hpp"

namespace sandbox {

class sandbox {
public:
  explicit sandbox(settings s);
  outcome answer(request const& rq, connection& c);
  void reset();  // restores the initial state

private:
  reply real_reply(request const& rq, router const& from, std::unique_lock<std::mutex> lock);
  void add_control_routes();

  world world_;
  journal seen_;
  fault_queue faults_;
  std::vector<std::unique_ptr<service>> services_;
  router routes_;
  router control_;  // /_sandbox/*
};

}  // namespace sandbox
