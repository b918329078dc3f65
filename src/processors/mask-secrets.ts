import { isRandom } from '../context/url-template.js';

/** What stands in a secret's place. */
export const MASK = 'REDACTED';

/** What says that a secret follows: `password=`, `"access_token": "`, `Bearer `; and what follows. */
const KEYED =
  /((?:passw|pwd|secret|token|api.?key|sess.{0,5}id|\bsid\b)[\w-]{0,20}[\\"']{0,3}\s?[:=][\s\\"']{0,4}|\b(?:bearer|basic) )([^\s\\"'&,;<>]+)/gi;
const CARD = /\b[2-6]\d{3}[ -]?\d{4,6}[ -]?\d{4,5}[ -]?\d{0,7}\b/g;
/** What may be a secret as a whole. */
const WORD = /[^\s"'`<>(){}[\],;:=&?#/\\]{6,}/g;
/** An e-mail address (no package's version, no `@2x.png`), a JWT, keys of AWS and Slack. */
const SECRET = /(?:@|%40)(?!\d+\.\d|\dx\.)[^.@%]+\.[^@%]*[a-z]{2}|\beyJ[\w-]+\.|\bA[KS]IA\w{16}|\bxox[a-z]-/i;
/** An extension: names of built files hold a hash, and whoever reads a stack needs them. */
const FILE = /\.\w{1,4}$/;

/** By Luhn's check, which one of ten other numbers passes too. */
function isCard(number: string): boolean {
  const digits = [...number.replace(/\D/g, '')].map(Number).reverse();
  // Twice the digit, and the sum of its digits where these are two.
  const sum = digits.reduce((total, digit, at) => total + (at % 2 ? (digit * 2) % 9 || digit : digit));
  return sum % 10 === 0 && digits.length > 13;
}

/** Small letters beyond hexadecimal, and capitals, which hashes, UUIDs and trace ids have not. */
const isToken = (word: string): boolean =>
  word.length > 23 &&
  /[A-Z]/.test(word) &&
  /[g-z]/.test(word) &&
  !FILE.test(word) &&
  isRandom(word.slice(0, 99));

/**
 * Takes secrets out of a text by what they look like. Each expression reads the text once: what it repeats is one class,
 * or is bounded.
 */
export const maskSecrets = (text: string): string =>
  text
    .replace(KEYED, (all, key, value) =>
      // A name and a colon may also be words about a secret: `invalid token: expired`.
      /=|["']:/.test(key) || /\d|.{16}/.test(value) ? key + MASK : all,
    )
    .replace(CARD, (number, at, whole) => (whole[at - 1] !== '.' && isCard(number) ? MASK : number))
    .replace(WORD, (word) => (SECRET.test(word) || isToken(word) ? MASK : word));
