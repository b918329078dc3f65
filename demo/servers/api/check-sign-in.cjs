const { createHash } = require('node:crypto');

const wrongPassword = 'wrong';

/** Returns a user id that reveals nothing about the person, since telemetry contains it. */
const userOf = (email) => ({
  id: `u-${createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 8)}`,
  name: email.split('@')[0].replace(/^./, (letter) => letter.toUpperCase()),
});

/**
 * A sign-in for demonstration: every password is right except the word "wrong".
 * @param {{ email?: unknown, password?: unknown } | undefined} given
 * @returns {{ status: 200, user: { id: string, name: string } } | { status: 400 | 401, error: string }}
 */
exports.checkSignIn = ({ email, password } = {}) => {
  if (
    typeof email !== 'string' ||
    !/^[^\s@]+@[^\s@]+$/.test(email) ||
    typeof password !== 'string' ||
    !password
  ) {
    return { status: 400, error: 'Please give an e-mail address and a password.' };
  }
  if (password === wrongPassword) {
    return { status: 401, error: 'That password is not right. Please try another one.' };
  }
  return { status: 200, user: userOf(email) };
};
