#include "layouts.hpp"

#include <geai/transport/faulty.hpp>
#include <geai/transport/record.hpp>

// Compiled several times, each time with other flags and another name for LAYOUTS().

namespace {

template <class T> constexpr layout of(char const* name) { return {name, sizeof(T), alignof(T)}; }

namespace g = geai;
namespace d = geai::detail;
namespace t = geai::transport;

using engine = d::engine<g::auth::resolved, t::curl, g::json::simdjson>;
using awaiting_engine = d::engine<g::auth::password, t::curl_multi, g::json::simdjson>;

constexpr layout all[] = {
    of<g::error>("error"),
    of<g::secret>("secret"),
    of<g::session>("session"),
    of<g::result<g::agent_list>>("result"),
    of<g::event_loop>("event_loop"),
    of<d::loop_core>("loop_core"),
    of<g::task<int>>("task"),
    of<d::task_promise<int>>("task_promise<int>"),
    of<d::task_promise<void>>("task_promise<void>"),
    of<d::call_buffers>("call_buffers"),
    of<d::recycled_buffers>("recycled_buffers"),
    of<d::call_state>("call_state"),
    of<d::call_defaults>("call_defaults"),
    of<engine>("engine"),
    of<awaiting_engine>("engine over curl_multi"),
    of<g::ai_lab_client<>>("ai_lab_client"),
    of<g::auth::token_cache>("token_cache"),
    of<g::auth::password>("auth::password"),
    of<g::http::request>("http::request"),
    of<g::http::response>("http::response"),
    of<g::call_event>("call_event"),
    of<g::call_options>("call_options"),
    of<t::mock>("mock"),
    of<t::faulty<t::mock>>("faulty"),
    of<t::record<t::mock>>("record"),
    of<t::curl>("curl"),
    of<t::curl_multi>("curl_multi"),
    of<t::detail::curl_body>("curl_body"),
    of<t::detail::curl_request>("curl_request"),
    of<t::detail::curl_transfer>("curl_transfer"),
    of<t::detail::curl_blocking_transfer>("curl_blocking_transfer"),
    of<t::detail::curl_loop_transfer>("curl_loop_transfer"),
    of<t::detail::multi_driver>("multi_driver"),
    of<t::detail::multi_send>("multi_send"),
    of<g::json::detail::token_finder>("token_finder"),
};

}  // namespace

std::span<layout const> LAYOUTS() { return all; }

#if !defined(__cpp_exceptions)
void run_without_exceptions(geai::event_loop& loop) { loop.run(); }
#endif
