# Puts files into the binary with .incbin: one assembler file and one table, rebuilt when a file changes or appears.
function(embed_files target)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/web/dist/* ${CMAKE_SOURCE_DIR}/web/dist-offline/*
         ${CMAKE_SOURCE_DIR}/migrations/*.sql ${CMAKE_SOURCE_DIR}/data/*.csv ${CMAKE_SOURCE_DIR}/data/*.txt)
    set(assembly ".section .rodata\n")
    set(table "#include \"base/embedded.h\"\n\n")
    set(rows "")
    set(number 0)
    foreach(file ${files})
        string(APPEND assembly ".global embedded_${number}_begin\n.global embedded_${number}_end\nembedded_${number}_begin:\n"
               ".incbin \"${CMAKE_SOURCE_DIR}/${file}\"\nembedded_${number}_end: .byte 0\n")
        string(APPEND table "extern const char embedded_${number}_begin[], embedded_${number}_end[];\n")
        string(APPEND rows "    {\"${file}\", embedded_${number}_begin, embedded_${number}_end},\n")
        math(EXPR number "${number} + 1")
    endforeach()
    string(APPEND assembly ".section .note.GNU-stack,\"\",@progbits\n")
    string(APPEND table "\nstd::vector<EmbeddedFile> embedded_files()\n{\n    struct Row { const char *path, *begin, *end; };\n"
           "    static const std::vector<Row> rows{\n${rows}    };\n    std::vector<EmbeddedFile> files;\n"
           "    for (const auto& row : rows) files.push_back({row.path, {row.begin, row.end}});\n    return files;\n}\n")
    file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/embedded.S CONTENT "${assembly}")
    file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/embedded.cpp CONTENT "${table}")
    list(TRANSFORM files PREPEND ${CMAKE_SOURCE_DIR}/ OUTPUT_VARIABLE paths)
    set_source_files_properties(${CMAKE_BINARY_DIR}/embedded.S PROPERTIES OBJECT_DEPENDS "${paths}" GENERATED TRUE)
    set_source_files_properties(${CMAKE_BINARY_DIR}/embedded.cpp PROPERTIES GENERATED TRUE)
    target_sources(${target} PRIVATE ${CMAKE_BINARY_DIR}/embedded.S ${CMAKE_BINARY_DIR}/embedded.cpp)
endfunction()
