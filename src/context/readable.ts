/** The most frequent pairs of letters in the words of programs and of European languages. */
const PAIRS = new Set(
  'erreteonatenesinntedsetistorcolederomeioiseteaanveartrrioualraecngtactaclipandnscegeloittoprunchuthenellperscradnaurthelexrtemomlaopagvisiilimmppocatshaicbeuskeckammirrmaplssasolncuefiefttabvabltcbasoivobnityspevoffoowie'.match(
    /../g,
  ),
);

/**
 * Returns whether a text is words rather than random letters and digits, by its pairs of neighbours: two fifths of them are frequent
 * ones in words with digits, a quarter in words without. Short texts count as words, and so do small letters alone, for languages
 * have different pairs.
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
