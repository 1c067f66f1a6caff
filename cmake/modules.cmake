# hs_module(NAME [PROGRAM] SOURCES .. [DEPS ..] [LIBS ..]): a module under src/NAME that sees only its own headers, those of its DEPS
# and theirs. An include against the graph does not compile. PROGRAM: a part of the command, and not of the library.
add_library(hs_options INTERFACE)
target_include_directories(hs_options INTERFACE
    $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_compile_options(hs_options INTERFACE
    $<$<COMPILE_LANGUAGE:C>:-Wall;-Wextra;-Wshadow;-Wconversion;-Wstrict-prototypes>
    $<$<AND:$<BOOL:${HS_WERROR}>,$<VERSION_LESS:$<C_COMPILER_VERSION>,13>>:-Werror>) # a newer compiler warns of more, which must stop nobody
if(HS_SANITIZE)
    target_compile_options(hs_options INTERFACE -fsanitize=${HS_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -g)
    target_link_options(hs_options INTERFACE -fsanitize=${HS_SANITIZE})
endif()

if(HS_FUZZ)
    target_compile_options(hs_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

set(HS_OBJECTS "" CACHE INTERNAL "")
set(HS_PROGRAM_OBJECTS "" CACHE INTERNAL "")
set(HS_LIBS "" CACHE INTERNAL "")
set(HS_MODULES "" CACHE INTERNAL "")
function(hs_module name)
    cmake_parse_arguments(M "PROGRAM" "" "SOURCES;DEPS;LIBS" ${ARGN})
    list(TRANSFORM M_SOURCES PREPEND ${CMAKE_SOURCE_DIR}/src/${name}/)
    foreach(dep ${M_DEPS})
        if(NOT TARGET hs_${dep})
            message(FATAL_ERROR "module ${name} needs ${dep}, which is not declared before it")
        endif()
    endforeach()
    add_library(hs_${name} OBJECT ${M_SOURCES})
    target_include_directories(hs_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src/${name})
    list(TRANSFORM M_DEPS PREPEND hs_)
    target_link_libraries(hs_${name} PUBLIC hs_options ${M_DEPS} PRIVATE ${M_LIBS})
    if(M_PROGRAM)
        set(HS_PROGRAM_OBJECTS ${HS_PROGRAM_OBJECTS} $<TARGET_OBJECTS:hs_${name}> CACHE INTERNAL "")
    else()
        set(HS_OBJECTS ${HS_OBJECTS} $<TARGET_OBJECTS:hs_${name}> CACHE INTERNAL "")
    endif()
    set(HS_MODULES ${HS_MODULES} hs_${name} CACHE INTERNAL "")
    set(HS_LIBS ${HS_LIBS} ${M_LIBS} CACHE INTERNAL "")
endfunction()
