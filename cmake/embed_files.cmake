# Writes a .cpp with every file as a constant. Arguments: OUT, FUNCTION, BASE (folder that the
# paths are told from), FILES (|-list).
string(REPLACE "|" ";" FILES "${FILES}")
list(SORT FILES)
list(LENGTH FILES count)
set(rows "")
foreach(file IN LISTS FILES)
  file(RELATIVE_PATH path "${BASE}" "${file}")
  file(READ "${file}" content)
  string(APPEND rows "    { \"${path}\", R\"embedded(${content})embedded\" },\n")
endforeach()
file(WRITE "${OUT}" "// Generated.\n#include \"base/embedded.hpp\"\n\n#include <array>\n\nnamespace reachline::embedded {\n\nnamespace {\nconstexpr std::array<File, ${count}> files { {\n${rows}} };\n} // namespace\n\nstd::span<File const> ${FUNCTION}() { return files; }\n\n} // namespace reachline::embedded\n")
