/** Words of a path after which a secret follows: `/reset-password/4f9d…`, `/invite/sunshine`. */
const SECRET_WORD =
  /^(?:reset|recover|invit(?:es?|ation)|verif(?:y|ication)|activat(?:e|ion)|confirm(?:ation)?|unsubscribe|magic|token|shared?|join|otp|secret|password)$/;
/** Segments after such a word that are pages. */
const PAGE =
  /^(?:new|all|list|me|accounts?|users?|e?mail|phone|sms|code|links?|done|sent|success|error|expired|complete|start|resend|confirm|verify|password|accept|login|signup|teams?)$/i;

/** A segment of more words is a title: `how-to-reset-your-phone`. */
const MAX_WORDS = 3;

/** Whether a segment is a secret, because of the segment before it. */
export function isSecretSegment(segment: string, before: string | undefined): boolean {
  if (!before || !segment || before.length > 40) return false;
  const words = before
    .replace(/([a-z])(?=[A-Z])/g, '$1-')
    .toLowerCase()
    .split(/[-_.]/);
  return words.length <= MAX_WORDS && words.some((word) => SECRET_WORD.test(word)) && !PAGE.test(segment);
}
