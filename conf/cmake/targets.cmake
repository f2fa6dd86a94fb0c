# auren_unite(TARGET N): compiles N files at once, so that what they include and
# instantiate is compiled once. Names in their anonymous namespaces must then
# differ within the target.
function (auren_unite target n)
  set_target_properties(${target} PROPERTIES
    UNITY_BUILD ${AUREN_UNITY} UNITY_BUILD_BATCH_SIZE ${n})
endfunction ()

# auren_library(NAME [LINK target...]): every .cpp below the current folder's
# NAME as the static library auren_NAME, alias auren::NAME.
function (auren_library name)
  cmake_parse_arguments(arg "" "DIRECTORY;REUSE_PCH" "LINK" ${ARGN})
  if (NOT arg_DIRECTORY)
    set(arg_DIRECTORY ${name})
  endif ()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${arg_DIRECTORY}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/node_modules/")
  if (NOT sources)
    add_library(auren_${name} INTERFACE)
    set(scope INTERFACE)
  else ()
    add_library(auren_${name} STATIC ${sources})
    auren_unite(auren_${name} 5)
    set(scope PUBLIC)
    if (arg_REUSE_PCH)
      target_precompile_headers(auren_${name} REUSE_FROM ${arg_REUSE_PCH})
    endif ()
  endif ()
  add_library(auren::${name} ALIAS auren_${name})
  target_link_libraries(auren_${name} ${scope} auren_options ${arg_LINK})
endfunction ()

# auren_test(LABEL [UNITE n] LINK target...): the doctest cases in this folder's
# LABEL/ as the program test-LABEL; each case is a ctest with that label. With
# POSTGRES a server runs meanwhile, one for all; with BOTH_STORES every case runs
# a second time with nodes that keep their record in it (but those suites that
# choose their stores themselves). Suites whose names end
# in ".long" are labelled "long" instead: they run when all tests are asked for.
function (auren_test label)
  cmake_parse_arguments(arg "BOTH_STORES;POSTGRES" "DIRECTORY;TIMEOUT;UNITE" "LINK" ${ARGN})
  if (NOT arg_DIRECTORY)
    set(arg_DIRECTORY ${label})
  endif ()
  if (NOT arg_TIMEOUT)
    set(arg_TIMEOUT 60)
  endif ()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${arg_DIRECTORY}/*.cpp)
  if (NOT sources)
    return()
  endif ()
  add_executable(test-${label} ${sources})
  if (arg_UNITE)
    auren_unite(test-${label} ${arg_UNITE})
  endif ()
  target_precompile_headers(test-${label} REUSE_FROM auren_test_main)
  target_link_libraries(test-${label} PRIVATE auren_test_main ${arg_LINK})
  set(server AUREN_TEST_POSTGRES=${AUREN_TEST_POSTGRES})
  set(fixture "")
  if (arg_POSTGRES)
    set(fixture FIXTURES_REQUIRED postgres ENVIRONMENT ${server})
  endif ()
  doctest_discover_tests(test-${label} TEST_PREFIX "${label}: "
    TEST_SPEC * --test-suite-exclude=*.long
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS ${label} ${fixture})
  if (arg_BOTH_STORES) # other arguments, or it would be the same list of tests
    doctest_discover_tests(test-${label} TEST_PREFIX "${label}, postgresql: "
      TEST_SPEC * --test-suite-exclude=*.long,flow.erase,flow.export
      EXTRA_ARGS --no-intro=1
      WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
      PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS ${label}
        FIXTURES_REQUIRED postgres ENVIRONMENT ${server}
        ENVIRONMENT_MODIFICATION AUREN_FLOW_STORE=set:postgresql)
  endif ()
  doctest_discover_tests(test-${label} TEST_PREFIX "${label}: "
    TEST_SPEC * --test-suite=*.long TEST_LIST test-${label}_LONG_TESTS
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    PROPERTIES TIMEOUT 3600 LABELS long ${fixture})
endfunction ()

# auren_embed(TARGET NAME FILE): the bytes of FILE as `std::string_view
# auren::embedded::NAME()`, declared in "embedded/NAME.hpp" (build tree).
function (auren_embed target name file)
  cmake_path(ABSOLUTE_PATH file OUTPUT_VARIABLE path)
  set(stem ${PROJECT_BINARY_DIR}/embedded/${name})
  file(CONFIGURE OUTPUT ${stem}.hpp CONTENT
"#pragma once
#include <string_view>
namespace auren::embedded {
/// Returns the bytes of the file that was built in as @name@.
std::string_view @name@();
}
" @ONLY)
  file(CONFIGURE OUTPUT ${stem}.cpp CONTENT
"#include \"embedded/@name@.hpp\"
extern const char auren_@name@_begin[];
extern const char auren_@name@_end[];
std::string_view auren::embedded::@name@() {
  return {auren_@name@_begin, static_cast<size_t>(auren_@name@_end - auren_@name@_begin)};
}
" @ONLY)
  file(CONFIGURE OUTPUT ${stem}.S CONTENT
"    .section .rodata
    .global auren_@name@_begin, auren_@name@_end
    .balign 16
auren_@name@_begin:
    .incbin \"@path@\"
auren_@name@_end:
    .byte 0
    .section .note.GNU-stack,\"\",%progbits
" @ONLY)
  set_source_files_properties(${stem}.S PROPERTIES OBJECT_DEPENDS ${path})
  set_source_files_properties(${stem}.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
  target_sources(${target} PRIVATE ${stem}.cpp ${stem}.S)
endfunction ()
