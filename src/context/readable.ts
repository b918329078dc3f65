/** The most frequent pairs of letters in source code and European languages. */
const PAIRS = new Set(
  'erreteonatenesinntedsetistorcolederomeioiseteaanveartrrioualraecngtactaclipandnscegeloittoprunchuthenellperscradnaurthelexrtemomlaopagvisiilimmppocatshaicbeuskeckammirrmaplssasolncuefiefttabvabltcbasoivobnityspevoffoowie'.match(
    /../g,
  ),
);

/**
 * Whether a text is words, not random letters and digits, judged by its pairs of neighbouring characters: two fifths of them
 * must be frequent if it has digits, otherwise a quarter. Short texts and texts of only small letters always count as
 * words, since the frequent pairs depend on the language.
 */
export function isReadable(text: string): boolean {
  if (text.length < 7 || !/\d|[a-z][A-Z]/.test(text)) return true;
  let frequent = 0;
  let all = 0;
  for (const word of text.split(/[^a-z\d]+/i)) {
    for (let at = 1; at < word.length; at++) {
      const pair = word.slice(at - 1, at + 1);
      all++;
      if (/^\d\d/.test(pair)) frequent += 0.3;
      else if (!/[a-z][A-Z]/.test(pair) && PAIRS.has(pair.toLowerCase())) frequent++;
    }
  }
  return frequent >= all * (/\d/.test(text) ? 0.4 : 0.25);
}
