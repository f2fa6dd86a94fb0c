# Fails if an actor does not call supervision::guard: CAF would print the text
# of an exception, which may hold health data. What is not in actors/ (a
# connection's actor, of the gateway) sees no decoded health data.
include(${CMAKE_CURRENT_LIST_DIR}/tool.cmake)
sources_of(sources actors)
foreach (source IN LISTS sources)
  file(READ ${ROOT}/${source} text)
  if (source MATCHES "\\.cpp$" AND text MATCHES "::behavior_type[ \n][a-z_]+\\("
      AND NOT text MATCHES "guard\\(self\\)")
    message(SEND_ERROR "${source}: an actor without guard(self)")
  endif ()
endforeach ()
