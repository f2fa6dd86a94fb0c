# Debian's libcaf-dev 0.17.6 ships neither a CMake package nor a .pc file.
# A later CAF brings its own package, whose targets have the same names.
find_package(CAF CONFIG QUIET COMPONENTS ${CAF_FIND_COMPONENTS})
if (CAF_FOUND)
  return()
endif ()

find_path(CAF_INCLUDE_DIR caf/config.hpp)
if (CAF_INCLUDE_DIR)
  file(STRINGS "${CAF_INCLUDE_DIR}/caf/config.hpp" version
    REGEX "^#define CAF_VERSION +[0-9]+")
  string(REGEX REPLACE ".*CAF_VERSION +([0-9]+).*" "\\1" version "${version}")
  math(EXPR major "${version} / 10000")
  math(EXPR minor "${version} / 100 % 100")
  math(EXPR patch "${version} % 100")
  set(CAF_VERSION "${major}.${minor}.${patch}")
endif ()

find_package(Threads QUIET)
foreach (part IN LISTS CAF_FIND_COMPONENTS)
  find_library(CAF_${part}_LIBRARY caf_${part})
  if (CAF_${part}_LIBRARY)
    set(CAF_${part}_FOUND TRUE)
  endif ()
endforeach ()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(CAF
  REQUIRED_VARS CAF_INCLUDE_DIR VERSION_VAR CAF_VERSION HANDLE_COMPONENTS)

foreach (part IN LISTS CAF_FIND_COMPONENTS)
  if (CAF_FOUND AND NOT TARGET CAF::${part})
    add_library(CAF::${part} UNKNOWN IMPORTED)
    set_target_properties(CAF::${part} PROPERTIES
      IMPORTED_LOCATION "${CAF_${part}_LIBRARY}"
      INTERFACE_INCLUDE_DIRECTORIES "${CAF_INCLUDE_DIR}"
      INTERFACE_LINK_LIBRARIES Threads::Threads)
    if (NOT part STREQUAL core)
      target_link_libraries(CAF::${part} INTERFACE CAF::core)
    endif ()
  endif ()
endforeach ()
