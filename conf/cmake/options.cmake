option(AUREN_WERROR "Treat warnings as errors (on in CI)" OFF)
option(AUREN_UNITY "Compile several files at once: half the time from nothing" ON)
set(AUREN_SANITIZE "" CACHE STRING "Sanitizers, e.g. address;undefined")

if (NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif ()
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -DNDEBUG")

find_program(CCACHE ccache)
if (CCACHE)
  # Precompiled headers need the sloppiness; two checkouts share one cache.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} ${CCACHE})
endif ()

add_library(auren_options INTERFACE)
target_compile_features(auren_options INTERFACE cxx_std_20)
target_include_directories(auren_options INTERFACE
  ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
target_compile_definitions(auren_options INTERFACE CAF_ENABLE_TYPE_ID_CHECKS)
target_compile_options(auren_options INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Werror=switch -Werror=return-type
  -fpch-preprocess -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=
  $<$<BOOL:${AUREN_WERROR}>:-Werror>)
foreach (kind IN LISTS AUREN_SANITIZE)
  target_compile_options(auren_options INTERFACE -fsanitize=${kind})
  target_link_options(auren_options INTERFACE -fsanitize=${kind})
endforeach ()
if ("undefined" IN_LIST AUREN_SANITIZE)
  # CAF 0.17.6 binds null references in its own headers.
  target_compile_options(auren_options INTERFACE -fno-sanitize=null)
endif ()
