import { CUT_MARGIN } from '../record.js';
import { isRandom } from './url-template.js';

/** What stands in a secret's place. */
export const MASK = 'REDACTED';

/** Names of secrets: of all that are followed by a sign and a value, `KEYED` decides by what is around them. */
const NAME =
  'pass(?:w(?:or[dt]|d)|phrase|code)?|pwd|pin|t?otp|secret|tokens?|(?:api|access|private).?key|key|credential|cv[vc]|ssn|iban|sig(?:nature)?|jwt|bearer|auth(?:orization)?|sess.{0,5}id|sid|[cx]srf';
/** A quote: of JSON and of code, of JSON within a text, of a URL's query, of HTML. */
const QUOTE = '\\\\{0,7}["\'`]|%2[27]|&(?:quot|#3[49]);';
/**
 * A name, what may follow it in an identifier, a sign, and the value: up to the quote that ends it, or to the next sign. A
 * quote that is never closed ends with the line: what was cut is masked too.
 */
const KEYED = new RegExp(
  `(${NAME})([\\w.-]{0,20}(?: string)?(?:${QUOTE}|[\\]\\s]){0,4})([?.:]{0,3}=>?|[:>,]|%3[ad])(\\s{0,8}(?:(?:bearer|basic|digest|(?:api.)?(?:token|key)) )?)` +
    `(?:(${QUOTE})((?:(?!\\5)(?:\\\\+.|[^\\\\\\n]))*)|((?:(?!%2[267])[^\\s\\\\"'\`&,;<>()[\\]{}|])+))`,
  'gi',
);
/** A header with cookies, a header with a scheme, a private key, the content of a password's element. */
const COOKIE = /\b(cookie["']?\s?:\s?["']?)([^\s"'=]{1,80}=[^\n"']*)/gi;
const SCHEME = /(\b(?:bearer|basic) )([^\s\\"'&,;<>]+)/gi;
const PRIVATE_KEY = /-----BEGIN [\w ]{0,40}PRIVATE KEY[^-]{0,10}-----[^-]*(?:-----END[^-]*-----)?/g;
const CARD = /\b[2-6]\d{3}[ -]?\d{4,6}[ -]?\d{4,5}[ -]?\d{0,7}\b/g;
/** What may be a secret as a whole. */
const WORD = /[^\s"'`<>(){}[\],;:=&?#/\\]{6,}/g;
/** An e-mail address (no package's version, no `@2x.png`), a JWT, keys of AWS, Slack, Stripe, OpenAI and GitLab. */
const SECRET =
  /(?:@|%40)(?!\d+\.\d|\dx\.)[^.@%]+\.[^@%]*[a-z]{2}|\beyJ[\w-]+\.|\b(?:A[BKS]IA|A3T\w|ACCA)[A-Z\d]{16}|\bxox[a-z]-|\b(?:[rs]k|gl[a-z]{0,5}t|gloas|age-secret)[-_](?=[\w-]*\d)[\w-]{16}/i;
/**
 * A key that its issuer begins with a name, so that it can be found: `ghp_…`, `sk_live_…`, `dop_v1_…`, `SG.…`, `glpat-…`. After
 * a hyphen, where names of files and classes have their hashes, it is longer than these.
 */
const ISSUED =
  /^(?:[a-z][a-z\d]{1,11}_(?:[a-z\d]{1,8}_){0,2}|(?:sg|hv[sbr]|ya29|[a-z]{2,8}\.v?\d?)\.|[a-z]{2,8}-(?:[a-z\d]{1,8}-){0,2}(?=[a-f\d]{32}))(?=.*\d)[\w.-]{16,}$/i;
/** An extension: names of built files hold a hash, and whoever reads a stack needs them. */
const FILE = /\.\w{1,4}$/;

/** By Luhn's check, which one of ten other numbers passes too. */
function isCard(number: string): boolean {
  const digits = [...number.replace(/\D/g, '')].map(Number).reverse();
  // Twice the digit, and the sum of its digits where these are two.
  const sum = digits.reduce((total, digit, at) => total + (at % 2 ? (digit * 2) % 9 || digit : digit));
  return sum % 10 === 0 && digits.length > 13;
}

/**
 * Random, with small letters beyond hexadecimal, and capitals or many digits, which hashes, UUIDs and trace ids have not; or with the
 * name of an issuer before it.
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

/** Random, or hexadecimal. */
const isKeyLike = (value: string) => isRandom(value) || /^(?=.*\d)[\da-f-]{16,}$/i.test(value);

/** What follows a name of a secret where the value is none: `tokenType`, `password_length`. */
const ABOUT =
  /^s?[-_.]?(?:type|expir|len|size|count|limit|valid|requir|m[ai][nx]|name|ur[il]|file|path|id|hash|word|reset|polic|strength|error)/i;
/** Words that name a secret only as a whole: of `passenger`, `spin` or `keyboard` they are a part. */
const SHORT = /^(?:pass|.{3}|.?otp|iban|auth)$/i;
/** A value that is none. */
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
    // A word that goes on to either side, other than in camel case: `bypass`, `keyboard`.
    (SHORT.test(name) && (/[a-z]$/.test(before) ? !/^[A-Z]/.test(name) : /[A-Z]$/.test(before))) ||
    (/^[a-z]/.test(rest) && (SHORT.test(name) || /key$/i.test(name)) && /[a-z]$/.test(name));
  const isOfNextLine = sign !== '>' && space.includes('\n');
  // `unexpected token:` is Firefox's.
  const isOther = /(?:public|foreign|primary).?$|unexpected $/i.test(before);
  if (isPart || isOfNextLine || isOther || EMPTY.test(value) || ABOUT.test(rest)) return all;
  const isWeak = /^(?:key|auth|sig.*|tokens)$/i.test(name);
  const isQuotedName = /["'`]|%2[27]|&/.test(rest);
  const isData = /\d/.test(value) && (value.length > 2 || isQuotedName);
  let isSecret: boolean;
  // Elements: `<password>…</password>`.
  if (sign === '>') isSecret = /<[\w:.-]*$/.test(before);
  else if (isWeak || sign === ',') isSecret = isKeyLike(value) && (sign !== ',' || isQuotedName);
  // A name and a colon may also be words about a secret: `invalid token: expired`.
  else isSecret = sign !== ':' || isQuotedName || !!quote || isData || /.{16}|.[^a-z.!?]/.test(value);
  return isSecret ? `${name}${rest}${sign}${space}${quote ?? ''}${MASK}` : all;
}

/**
 * Takes secrets out of a text by what they look like. Each expression reads the text once: what it repeats is one class,
 * or is bounded.
 */
export const maskSecrets = (text: string): string =>
  text
    .replace(PRIVATE_KEY, MASK)
    .replace(COOKIE, `$1${MASK}`)
    .replace(KEYED, maskKeyed as unknown as (match: string) => string)
    .replace(SCHEME, (all, scheme, value) => (/\d|.{16}/.test(value) ? scheme + MASK : all))
    .replace(CARD, (number, at, whole) => (whole[at - 1] !== '.' && isCard(number) ? MASK : number))
    .replace(WORD, (word) => (SECRET.test(word) || isToken(word) ? MASK : word));

/**
 * Cuts a text to a length. A secret that lies across the cut is masked whole: a margin is read beyond it, and what is left of
 * that margin is dropped.
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
