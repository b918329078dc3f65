import { CUT_MARGIN } from '../record.js';
import { isRandom } from './url-template.js';

/** Replaces a secret. */
export const MASK = 'REDACTED';

/** Names of secrets. Many other texts match too: `KEYED` decides by the context. */
const NAME =
  'pass(?:w(?:or[dt]|d)|phrase|code)?|pwd|pin|t?otp|secret|tokens?|(?:api|access|private).?key|key|credential|cv[vc]|ssn|iban|sig(?:nature)?|jwt|bearer|auth(?:orization)?|sess.{0,5}id|sid|[cx]srf';
/** A quote of JSON and code, of JSON within a text, of a URL's query, or of HTML. */
const QUOTE = '\\\\{0,7}["\'`]|%2[27]|&(?:quot|#3[49]);';
/**
 * A name, the rest of its identifier, a sign, and a value that ends with its quote or at the next sign. A quote that is never
 * closed ends with the line, so that values that were cut are masked too.
 */
const KEYED = new RegExp(
  `(${NAME})([\\w.-]{0,20}(?: string)?(?:${QUOTE}|[\\]\\s]){0,4})([?.:]{0,3}=>?|[:>,]|%3[ad])(\\s{0,8}(?:(?:bearer|basic|digest|(?:api.)?(?:token|key)) )?)` +
    `(?:(${QUOTE})((?:(?!\\5)(?:\\\\+.|[^\\\\\\n]))*)|((?:(?!%2[267])[^\\s\\\\"'\`&,;<>()[\\]{}|])+))`,
  'gi',
);
/** Matches every text that `KEYED`, `COOKIE`, `SCHEME` or `PRIVATE_KEY` may match. Most texts do not match. */
const HINT = new RegExp(`${NAME}|cookie|basic `, 'i');
/** A cookie header, an authorization scheme, a private key; then the number of a payment card. */
const COOKIE = /\b(cookie["']?\s?:\s?["']?)([^\s"'=]{1,80}=[^\n"']*)/gi;
const SCHEME = /(\b(?:bearer|basic) )([^\s\\"'&,;<>]+)/gi;
const PRIVATE_KEY = /-----BEGIN [\w ]{0,40}PRIVATE KEY[^-]{0,10}-----[^-]*(?:-----END[^-]*-----)?/g;
const CARD = /\b[2-6]\d{3}[ -]?\d{4,6}[ -]?\d{4,5}[ -]?\d{0,7}\b/g;
/** A word that may be a secret as a whole. */
const WORD = /[^\s"'`<>(){}[\],;:=&?#/\\]{6,}/g;
/** An e-mail address (not a package's version or `@2x.png`), a JWT, or a key of AWS (`acca…` is hexadecimal), Slack, Stripe, OpenAI or GitLab. */
const SECRET =
  /(?:@|%(?:25)?40)(?!\d+\.\d|\dx\.)[^.@%]+\.[^@%]*[a-zA-Z]{2}|\beyJ[\w-]+\.|\b(?:A[BKS]IA|A3T\w|ACCA)[A-Z\d]{16}|\bxox[a-z]-|\b(?:[rs]k|gl[a-z]{0,5}t|gloas|age-secret|AGE-SECRET)[-_](?=[\w-]*\d)[\w-]{16}/;
/**
 * A key that begins with its issuer's prefix: `ghp_…`, `sk_live_…`, `dop_v1_…`, `SG.…`, `glpat-…`. After a hyphen it must be
 * longer, since names of files and classes have their hashes there.
 */
const ISSUED =
  /^(?:[a-z][a-z\d]{1,11}_(?:[a-z\d]{1,8}_){0,2}|(?:sg|hv[sbr]|ya29|[a-z]{2,8}\.v?\d?)\.|[a-z]{2,8}-(?:[a-z\d]{1,8}-){0,2}(?=[a-f\d]{32}))(?=.*\d)[\w.-]{16,}$/i;
/** A file extension: names of built files contain a hash, and a stack has to keep them. */
const FILE = /\.\w{1,4}$/;

/** Whether a number passes Luhn's check (https://en.wikipedia.org/wiki/Luhn_algorithm), as one in ten other numbers does. */
function isCard(number: string): boolean {
  const digits = [...number.replace(/\D/g, '')].map(Number).reverse();
  // The digit sum of the doubled digit.
  const sum = digits.reduce((total, digit, at) => total + (at % 2 ? (digit * 2) % 9 || digit : digit));
  return sum % 10 === 0 && digits.length > 13;
}

/**
 * Whether a text is random and either starts with an issuer's prefix, or has letters beyond hexadecimal together with capitals
 * or many digits, unlike hashes, UUIDs and trace ids.
 */
function isToken(text: string): boolean {
  const word = text.slice(0, 99);
  return (
    word.length > 23 &&
    !FILE.test(text) &&
    isRandom(word) &&
    (ISSUED.test(word) ||
      (/[g-z]/.test(word) && (/[A-Z]/.test(word) || /(?:\d.{0,9}[g-z].{4,9}){3}/.test(word))))
  );
}

/** Whether a value is random or hexadecimal. */
const isKeyLike = (value: string) => isRandom(value) || /^(?=.*\d)[\da-f-]{16,}$/i.test(value);

/** Matches what follows a secret's name if the value is no secret: `tokenType`, `password_length`. */
const ABOUT =
  /^s?[-_.]?(?:type|expir|len|size|count|limit|valid|requir|m[ai][nx]|name|ur[il]|file|path|id|hash|word|reset|polic|strength|error)/i;
/** Names that count only as whole words: they are part of `passenger`, `spin` or `keyboard`. */
const SHORT = /^(?:pass|.{3}|.?otp|iban|auth)$/i;
/** Matches a value that is empty or a placeholder. */
const EMPTY = /^(?:REDACTED\b.*|true|false|null|undefined|none|\[?object\b.*|<.*>|\$\{.*|\w|[\W_x]*)$/i;

type Keyed = [
  all: string,
  name: string,
  rest: string,
  sign: string,
  space: string,
  quote: string | undefined,
  quoted: string | undefined,
  bare: string | undefined,
  at: number,
  whole: string,
];

function maskKeyed(...[all, name, rest, sign, space, quote, quoted, bare = '', at, whole]: Keyed): string {
  const value = quoted ?? bare;
  const before = whole.slice(Math.max(0, at - 24), at);
  const isPart =
    // Part of a longer word, except in camel case: `bypass`, `keyboard`.
    (SHORT.test(name) && (/[a-z]$/.test(before) ? !/^[A-Z]/.test(name) : /[A-Z]$/.test(before))) ||
    (/^[a-z]/.test(rest) && (SHORT.test(name) || /key$/i.test(name)) && /[a-z]$/.test(name));
  const isOfNextLine = sign !== '>' && space.includes('\n');
  // `unexpected token:` is a syntax error in Firefox.
  const isOther = /(?:public|foreign|primary).?$|unexpected $/i.test(before);
  if (isPart || isOfNextLine || isOther || EMPTY.test(value) || ABOUT.test(rest)) return all;
  const isWeak = /^(?:key|auth|sig.*|tokens)$/i.test(name);
  const isQuotedName = /["'`]|%2[27]|&/.test(rest);
  const isData = /\d/.test(value) && (value.length > 2 || isQuotedName);
  let isSecret: boolean;
  // Elements: `<password>…</password>`.
  if (sign === '>') isSecret = /<[\w:.-]*$/.test(before);
  else if (isWeak || sign === ',') isSecret = isKeyLike(value) && (sign !== ',' || isQuotedName);
  // A name and a colon may also be a message about a secret: `invalid token: expired`.
  else isSecret = sign !== ':' || isQuotedName || !!quote || isData || /.{16}|.[^a-z.!?]/.test(value);
  return isSecret ? `${name}${rest}${sign}${space}${quote ?? ''}${MASK}` : all;
}

const maskNamed = (text: string): string =>
  text
    .replace(PRIVATE_KEY, MASK)
    .replace(COOKIE, `$1${MASK}`)
    .replace(KEYED, maskKeyed as unknown as (match: string) => string)
    .replace(SCHEME, (all, scheme, value) => (/\d|.{16}/.test(value) ? scheme + MASK : all));

/** Matches texts that masking never changes: a word shorter than any token that is no card number, and a trace or session id. */
const PLAIN = /^(?:(?!\d{14})\w{0,18}|[\da-f]{32})$/;
/** Whether masking never changes this text. */
export const isPlain = (text: string): boolean => PLAIN.test(text);

/**
 * Masks secrets in a text, recognized by their form. Repetitions in the expressions are bounded, so time is linear. Expressions
 * that cannot match are not run, because the browser compiles each on its second run.
 */
export const maskSecrets = (text: string): string =>
  (HINT.test(text) ? maskNamed(text) : text)
    .replace(CARD, (number, at, whole) => (whole[at - 1] !== '.' && isCard(number) ? MASK : number))
    .replace(WORD, (word) => (SECRET.test(word) || isToken(word) ? MASK : word));

/**
 * Cuts a text to a length. To mask a secret across the cut as a whole, it reads a margin beyond the cut, and then drops what
 * is left of the margin.
 */
export function cutMasked(
  text: string,
  maxLength: number,
  mask: (text: string) => string = maskSecrets,
): string {
  const masked = mask(text.slice(0, maxLength + CUT_MARGIN));
  const isCut = text.length >= maxLength + CUT_MARGIN;
  const end = isCut ? Math.max(MASK.length, masked.length - CUT_MARGIN) : masked.length;
  return masked.slice(0, Math.min(maxLength, end));
}
