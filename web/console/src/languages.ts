// The names of languages: our own first, then the browser's. Languages of Guatemala and others that
// callers speak have no name in browsers, or one in English alone.

const names_of: Record<string, Intl.DisplayNames> = {}

/** "es" is "Spanish"; a code that nobody named stays as it is. */
export function name_of_language(code: string, language: string, ours: Record<string, string>): string {
  const own = ours[code]
  if (own) return own
  const names = names_of[language] ??= new Intl.DisplayNames([language], { type: 'language' })
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}
