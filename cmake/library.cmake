# libhearsay from the modules' objects, and its install rules.
add_library(hearsay_static STATIC ${HS_OBJECTS})
add_library(hearsay_shared SHARED ${HS_OBJECTS})
foreach(kind static shared)
    set_target_properties(hearsay_${kind} PROPERTIES OUTPUT_NAME hearsay)
    target_link_libraries(hearsay_${kind} PUBLIC hs_options PRIVATE ${HS_LIBS} m)
endforeach()
set_target_properties(hearsay_shared PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})

set(HS_PC_REQUIRES "libxml-2.0 jansson libutf8proc nettle sqlite3 zlib libzstd libbrotlidec")
set(HS_PC_LIBS "-lcld2 -lstdc++ -lm")
if(HS_ONEDNN)
    string(APPEND HS_PC_LIBS " -ldnnl")
endif()
file(RELATIVE_PATH HS_PC_PREFIX /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix) # an installation can be moved
configure_file(cmake/hearsay.pc.in ${CMAKE_BINARY_DIR}/hearsay.pc @ONLY)

install(TARGETS hearsay_static hearsay_shared
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES include/hearsay.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${CMAKE_BINARY_DIR}/hearsay.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
if(HEARSAY_POSTGRESQL)
    install(FILES data/postgresql_roles.sql DESTINATION ${CMAKE_INSTALL_DATADIR}/hearsay)
endif()
install(DIRECTORY models/ DESTINATION ${CMAKE_INSTALL_DATADIR}/hearsay/models)
