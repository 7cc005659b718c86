// A libcurl as if built without TLS, for LD_PRELOAD: it refuses the options and the scheme that need it.
#define _GNU_SOURCE
#include <curl/curl.h>
#include <dlfcn.h>
#include <stdarg.h>
#include <string.h>
#undef curl_easy_setopt

curl_version_info_data* curl_version_info(CURLversion age) {
  static curl_version_info_data without;
  curl_version_info_data* (*real)(CURLversion) = (curl_version_info_data * (*)(CURLversion)) dlsym(RTLD_NEXT, __func__);
  without = *real(age);
  without.features &= ~CURL_VERSION_SSL;
  return &without;
}

CURLcode curl_easy_setopt(CURL* easy, CURLoption option, ...) {
  CURLcode (*real)(CURL*, CURLoption, ...) = (CURLcode(*)(CURL*, CURLoption, ...))dlsym(RTLD_NEXT, __func__);
  va_list more;
  va_start(more, option);
  void* value = va_arg(more, void*);
  va_end(more);
  switch (option) {
    case CURLOPT_SSL_VERIFYPEER:
    case CURLOPT_SSL_VERIFYHOST:
    case CURLOPT_SSLVERSION:
    case CURLOPT_CAINFO: return CURLE_NOT_BUILT_IN;
    case CURLOPT_PROTOCOLS_STR:
      if (strstr((char*)value, "https") != NULL) return CURLE_UNSUPPORTED_PROTOCOL;
      break;
    default: break;
  }
  return real(easy, option, value);
}
