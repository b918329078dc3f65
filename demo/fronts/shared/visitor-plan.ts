let plan = 'guest';

/** Sets the visitor's plan: signed-in visitors are members. */
export const setPlan = (isMember: boolean): void => {
  plan = isMember ? 'member' : 'guest';
};

/** Returns the baggage of requests, from which every service gets the visitor's plan. */
export const visitorBaggage = (): Record<string, string> => ({ 'visitor.plan': plan });
