/** Whether the user has turned on Global Privacy Control (https://w3c.github.io/gpc/). */
export const hasGlobalPrivacyControl = (): boolean =>
  (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
