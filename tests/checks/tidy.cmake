# Fails if clang-tidy finds what .clang-tidy names. Reads the compile commands
# of BUILD without what only GCC understands: its precompiled headers (read as
# plain headers instead) and their flags. Sources that are compiled together
# are checked together. GCC's -Wconversion is not
# about signs.
include(${CMAKE_CURRENT_LIST_DIR}/tool.cmake)
find_tool(run-clang-tidy 14)
cmake_host_system_information(RESULT cores QUERY NUMBER_OF_LOGICAL_CORES)
file(READ ${BUILD}/compile_commands.json commands)
string(REGEX REPLACE " (-fpch-preprocess|-Winvalid-pch)" "" commands "${commands}")
string(REGEX REPLACE "${BUILD}/([^ ]*cmake_pch.hxx)" "${BUILD}/tidy/\\1" commands "${commands}")
file(GLOB_RECURSE headers RELATIVE ${BUILD} ${BUILD}/*/cmake_pch.hxx)
list(FILTER headers EXCLUDE REGEX "^tidy/")
foreach (header IN LISTS headers)
  cmake_path(GET header PARENT_PATH folder)
  file(COPY ${BUILD}/${header} DESTINATION ${BUILD}/tidy/${folder})
endforeach ()
file(WRITE ${BUILD}/tidy/compile_commands.json "${commands}")
execute_process(
  COMMAND ${tool} -quiet -p ${BUILD}/tidy -j ${cores}
    -extra-arg=-Wno-unknown-warning-option -extra-arg=-Wno-sign-conversion
    -extra-arg=-Wno-shadow "^(${ROOT}/(${FOLDERS})/|${BUILD}/(${FOLDERS})/.*/Unity/)"
  WORKING_DIRECTORY ${ROOT} RESULT_VARIABLE failed OUTPUT_VARIABLE found
  ERROR_QUIET)
if (failed)
  string(REGEX MATCHALL "[^\n]*(warning|error): [^\n]*" findings "${found}")
  list(REMOVE_DUPLICATES findings)
  list(JOIN findings "\n" findings)
  message(FATAL_ERROR "clang-tidy found:\n${findings}")
endif ()
