let plan = 'guest';

/** Sets the plan of whoever is visiting: members have signed in. */
export const setPlan = (isMember: boolean): void => {
  plan = isMember ? 'member' : 'guest';
};

/** The baggage of requests: every service that one passes through knows the visitor's plan. */
export const visitorBaggage = (): Record<string, string> => ({ 'visitor.plan': plan });
