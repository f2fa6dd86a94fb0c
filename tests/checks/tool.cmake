# find_tool(NAME VERSION): sets `tool`, or prints SKIP and ends the check.
macro (find_tool name version)
  find_program(tool ${name}-${version})
  if (NOT tool)
    message("SKIP ${name} ${version} is not installed (apt install ${name}-${version})")
    return()
  endif ()
endmacro ()

# sources_of(VARIABLE FOLDER...): all C++ files below, relative to ROOT.
function (sources_of variable)
  set(found)
  foreach (folder IN LISTS ARGN)
    file(GLOB_RECURSE some RELATIVE ${ROOT} "${ROOT}/${folder}/*.[ch]pp")
    list(APPEND found ${some})
  endforeach ()
  list(FILTER found EXCLUDE REGEX "/node_modules/")
  set(${variable} ${found} PARENT_SCOPE)
endfunction ()
