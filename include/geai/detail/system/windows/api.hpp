#pragma once

#include <geai/detail/language.hpp>

#include <fcntl.h>
#include <io.h>

#include <cerrno>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>

// The Windows functions that the library calls, declared as in <windows.h>. That header is not included: its macros
// (ERROR, DELETE, small, ...) and the choice of WIN32_LEAN_AND_MEAN belong to the program.
extern "C" {
struct _SECURITY_ATTRIBUTES;
__declspec(dllimport) void* __stdcall CreateFileW(wchar_t const*, unsigned long, unsigned long, _SECURITY_ATTRIBUTES*,
                                                  unsigned long, unsigned long, void*);
__declspec(dllimport) int __stdcall CloseHandle(void*);
__declspec(dllimport) unsigned long __stdcall GetFileAttributesW(wchar_t const*);
__declspec(dllimport) unsigned long __stdcall GetFinalPathNameByHandleW(void*, wchar_t*, unsigned long, unsigned long);
__declspec(dllimport) unsigned long __stdcall GetLastError();
__declspec(dllimport) int __stdcall LockFile(void*, unsigned long, unsigned long, unsigned long, unsigned long);
__declspec(dllimport) int __stdcall UnlockFile(void*, unsigned long, unsigned long, unsigned long, unsigned long);
__declspec(dllimport) int __stdcall MoveFileExW(wchar_t const*, wchar_t const*, unsigned long);
__declspec(dllimport) int __stdcall MultiByteToWideChar(unsigned, unsigned long, char const*, int, wchar_t*, int);
__declspec(dllimport) int __stdcall WideCharToMultiByte(unsigned, unsigned long, wchar_t const*, int, char*, int,
                                                        char const*, int*);
__declspec(dllimport) unsigned char __stdcall SystemFunction036(void*, unsigned long);  // RtlGenRandom
}
#if defined(_MSC_VER)
#pragma comment(lib, "advapi32")
#endif

namespace geai::inline v0_2::detail::windows {

// The constants of these functions.
inline constexpr unsigned utf_8 = 65001;
inline constexpr unsigned long reject_what_is_no_text = 8;
inline constexpr unsigned long generic_read = 0x80000000, generic_write = 0x40000000;
inline constexpr unsigned long share_read_write = 1 | 2, share_all = 1 | 2 | 4;  // 4: permits deleting and renaming
inline constexpr unsigned long create_new = 1, open_existing = 3, open_always = 4;
inline constexpr unsigned long attribute_normal = 0x80, attribute_folder = 0x10, attribute_link = 0x400,
                               no_attributes = 0xFFFFFFFF;
inline constexpr unsigned long folders_too = 0x02000000;
inline constexpr unsigned long replace_existing = 1, write_through = 8;
inline constexpr unsigned long sharing_violation = 32, lock_violation = 33;

// Converts UTF-8, the encoding of all paths in the library, to UTF-16. Empty if it is not valid.
inline std::wstring wide(std::string_view text) {
  int const size = static_cast<int>(text.size());
  int const length = ::MultiByteToWideChar(utf_8, reject_what_is_no_text, text.data(), size, nullptr, 0);
  std::wstring made(static_cast<std::size_t>(length), L'\0');
  ::MultiByteToWideChar(utf_8, reject_what_is_no_text, text.data(), size, made.data(), length);
  return made;
}

// Converts UTF-16 to UTF-8.
inline std::string narrow(std::wstring_view text) {
  int const length = static_cast<int>(text.size());
  int const size = ::WideCharToMultiByte(utf_8, 0, text.data(), length, nullptr, 0, nullptr, nullptr);
  std::string made(static_cast<std::size_t>(size), '\0');
  ::WideCharToMultiByte(utf_8, 0, text.data(), length, made.data(), size, nullptr, nullptr);
  return made;
}

// Sets errno to the reason of the last failure. EAGAIN: another program is using the file.
inline void set_errno() {
  unsigned long const reason = ::GetLastError();
  if (reason == sharing_violation || reason == lock_violation) {
    errno = EAGAIN;
    return;
  }
  auto const condition = std::error_code(static_cast<int>(reason), std::system_category()).default_error_condition();
  errno = condition.category() == std::generic_category() ? condition.value() : EIO;
}

// Opens a file as a descriptor of the C library, in binary mode and not inherited by child processes. Returns -1 on
// failure.
inline int open(std::string const& path, unsigned long access, unsigned long disposition,
                unsigned long sharing = share_all) {
  std::wstring const name = wide(path);
  void* const handle = ::CreateFileW(name.c_str(), access, sharing, nullptr, disposition, attribute_normal, nullptr);
  if (reinterpret_cast<std::intptr_t>(handle) == -1) {
    set_errno();
    unsigned long const attributes = errno == EACCES ? ::GetFileAttributesW(name.c_str()) : no_attributes;
    if (attributes != no_attributes && (attributes & attribute_folder) != 0) errno = EISDIR;
    return -1;
  }
  int const flags = (access & generic_write) != 0 ? _O_RDWR : _O_RDONLY;
  int const file = ::_open_osfhandle(reinterpret_cast<std::intptr_t>(handle), flags | _O_BINARY | _O_NOINHERIT);
  if (file == -1) ::CloseHandle(handle);
  return file;
}

inline void* handle_of(int file) noexcept { return reinterpret_cast<void*>(::_get_osfhandle(file)); }

}  // namespace geai::inline v0_2::detail::windows
