// A libcurl as if built without RTSP, for LD_PRELOAD: it has no setting to resend only requests that a server refused.
#define _GNU_SOURCE
#include <curl/curl.h>
#include <dlfcn.h>
#include <stdarg.h>
#undef curl_easy_setopt

CURLcode curl_easy_setopt(CURL* easy, CURLoption option, ...) {
  CURLcode (*real)(CURL*, CURLoption, ...) = (CURLcode(*)(CURL*, CURLoption, ...))dlsym(RTLD_NEXT, __func__);
  va_list more;
  va_start(more, option);
  void* value = va_arg(more, void*);
  va_end(more);
  return option == CURLOPT_RTSP_REQUEST ? CURLE_UNKNOWN_OPTION : real(easy, option, value);
}
