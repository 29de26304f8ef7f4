# Speaks each line "name: words" of WORDS with espeak-ng's VOICE into FOLDER/name.wav. The words stand
# beside them for callers who read.
file(MAKE_DIRECTORY ${FOLDER})
file(COPY_FILE ${WORDS} ${FOLDER}/words.txt)
file(STRINGS ${WORDS} lines ENCODING UTF-8)
foreach(line IN LISTS lines)
  if(line MATCHES "^([a-z_0-9]+): (.+)$")
    execute_process(COMMAND ${ESPEAK} -v ${VOICE} -s 145 -g 4 -w ${FOLDER}/${CMAKE_MATCH_1}.wav -- "${CMAKE_MATCH_2}"
      RESULT_VARIABLE failed)
    if(failed)
      message(FATAL_ERROR "espeak-ng could not speak ${CMAKE_MATCH_1} of ${WORDS}")
    endif()
  elseif(NOT line MATCHES "^#" AND NOT line STREQUAL "")
    message(FATAL_ERROR "A line of ${WORDS} is not \"name: words\"")
  endif()
endforeach()
file(TOUCH ${FOLDER}/.made)
