import type { Context } from '@opentelemetry/api';
import { deleteBatches } from '../browser/batch-store.js';
import { createCurrentEvent } from '../browser/current-event.js';
import type { Stop } from '../browser/lifecycle.js';
import { hasGlobalPrivacyControl } from '../browser/privacy.js';
import { gate, sharedStorage } from '../browser/storage.js';
import { createContextManager } from '../causality/context-manager.js';
import { createUserActions, type UserActions } from '../causality/user-action.js';
import { type Consent, type ConsentState, createConsent } from '../context/consent.js';
import { createPageContext, type PageContext } from '../context/page-view.js';
import { createResources, type Resources } from '../context/resource.js';
import { createSession, type ReportSession, type Session } from '../context/session.js';
import { createUrlTemplate, type UrlTemplate } from '../context/url-template.js';
import { createUserContext, type UserContext } from '../context/user.js';
import type { ResolvedOptions } from '../options.js';
import type { Base } from './base.js';

/** Who and where: consent, session, page view, user, resource, and the user action of the running code. */
export interface Identity {
  readonly consent: ConsentState;
  /** Initial consent in words, for `debug: true`. */
  readonly initialConsent: string;
  readonly session: Session;
  readonly page: PageContext;
  readonly user: UserContext;
  readonly resources: Resources;
  readonly actions: UserActions;
  readonly urlTemplate: UrlTemplate;
  readonly contextManager: ReturnType<typeof createContextManager>;
  activeContext(): Context;
  /** Calls back when the page is ready and consent is decided; with false if records must not be processed. */
  whenAllowed(callback: (isAllowed: boolean) => void): void;
  /** Deletes the session and unsent records that the browser stores. */
  forget(): void;
  readonly stops: readonly Stop[];
}

export function createIdentity(
  options: ResolvedOptions,
  { clock, guard, lifecycle, log }: Base,
  onConsent: (next: Consent, previous: Consent) => void,
  onSessionEvent: ReportSession,
): Identity {
  const isPrivate = !options.consent && hasGlobalPrivacyControl();
  const initial = options.consent ?? (isPrivate ? 'denied' : 'granted');
  const consent = createConsent(initial, onConsent);
  const urlTemplate = createUrlTemplate(options.urlTemplates);
  const currentEvent = createCurrentEvent();
  const actions = createUserActions(clock, currentEvent.origin);
  const page = createPageContext(clock, lifecycle, guard, actions, options.pageViewsBy, urlTemplate);
  const session = createSession(gate(sharedStorage, consent.isGranted), clock, guard, onSessionEvent);
  const contextManager = createContextManager(actions, options.contextManager);
  return {
    consent,
    initialConsent: initial + (isPrivate ? ' by Global Privacy Control' : ''),
    session,
    page,
    user: createUserContext(options.attributes, log.warn),
    resources: createResources(options),
    actions,
    urlTemplate,
    contextManager,
    activeContext: () => contextManager.active(),
    whenAllowed: (callback) => lifecycle.whenReady(() => consent.whenDecided(callback)),
    forget() {
      session.forget();
      deleteBatches();
    },
    stops: [page.stop, currentEvent.stop, session.stop],
  };
}
