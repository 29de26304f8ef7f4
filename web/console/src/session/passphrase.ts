// Keyboards write "é" as one character or as two, and the server compares bytes: who chose a
// passphrase on one machine would not get in on another. So it is always sent in one form (NFC).

export function one_form(passphrase: string): string {
  return passphrase.normalize('NFC')
}
