# Fails if a source is not written as .clang-format says. The version matters:
# another one would write some lines otherwise.
include(${CMAKE_CURRENT_LIST_DIR}/tool.cmake)
find_tool(clang-format 14)
sources_of(sources messages storage actors gateway tests)
execute_process(COMMAND ${tool} --dry-run -Werror ${sources}
  WORKING_DIRECTORY ${ROOT} RESULT_VARIABLE failed ERROR_VARIABLE found)
if (failed)
  message(FATAL_ERROR "clang-format -i would change:\n${found}")
endif ()
