# How every target of ours is made.

add_library(mockcall_options INTERFACE)
target_compile_options(mockcall_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror -fno-omit-frame-pointer
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized -Wno-restrict>)
target_include_directories(mockcall_options INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_definitions(mockcall_options INTERFACE BOOST_ALL_NO_LIB BOOST_ASIO_NO_DEPRECATED)
if(MOCKCALL_SANITIZE)
    target_compile_options(mockcall_options INTERFACE -fsanitize=${MOCKCALL_SANITIZE} -fno-sanitize-recover=all)
    target_link_options(mockcall_options INTERFACE -fsanitize=${MOCKCALL_SANITIZE})
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    target_link_options(mockcall_options INTERFACE -fuse-ld=lld)
    # Lets ccache keep what was compiled with a precompiled header.
    target_compile_options(mockcall_options INTERFACE "SHELL:-Xclang -fno-pch-timestamp")
else()
    target_link_options(mockcall_options INTERFACE -fuse-ld=mold)
endif()

# mockcall_library(NAME LINKS...): every .cpp below the current folder becomes mockcall_NAME.
function(mockcall_library name)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp)
    if(sources)
        add_library(mockcall_${name} STATIC ${sources})
        target_link_libraries(mockcall_${name} PUBLIC mockcall_options ${ARGN})
        target_precompile_headers(mockcall_${name} PRIVATE
            <algorithm> <chrono> <cstdint> <expected> <functional> <map> <memory> <optional> <span> <string>
            <string_view> <unordered_map> <variant> <vector>)
    else()
        add_library(mockcall_${name} INTERFACE)
        target_link_libraries(mockcall_${name} INTERFACE mockcall_options ${ARGN})
    endif()
endfunction()

# mockcall_tests(NAME LINKS...): every *_test.cpp below the current folder becomes the test program NAME.
function(mockcall_tests name)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp)
    if(NOT sources)
        return()
    endif()
    add_executable(${name} ${sources})
    target_link_libraries(${name} PRIVATE mockcall_options ${ARGN} GTest::gmock GTest::gtest_main)
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    target_precompile_headers(${name} PRIVATE <gmock/gmock.h> <gtest/gtest.h> <memory> <string> <vector>)
    add_test(NAME ${name} COMMAND ${name} --gtest_brief=1)
    set_tests_properties(${name} PROPERTIES TIMEOUT 600 ENVIRONMENT
        "MOCKCALL_SOURCE_DIR=${CMAKE_SOURCE_DIR};UBSAN_OPTIONS=print_stacktrace=1;LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/lsan.supp;TSAN_OPTIONS=halt_on_error=1")
endfunction()

# mockcall_fuzzer(NAME LINKS...): NAME.cpp becomes the libFuzzer target fuzz_NAME.
function(mockcall_fuzzer name)
    add_executable(fuzz_${name} ${name}.cpp)
    target_link_libraries(fuzz_${name} PRIVATE mockcall_options ${ARGN})
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    if(NOT TARGET fuzzers)
        add_custom_target(fuzzers)
    endif()
    add_dependencies(fuzzers fuzz_${name})
endfunction()
