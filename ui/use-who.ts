import type { Role } from '#gate/principal.ts';
import { type Session, sessionStore } from './session.ts';
import { useStore } from './store.ts';

const NOBODY: Session = {
  who: { display: '', roles: [], owner: false, reference: '' },
  csrf: '',
  locked: false,
  idleSeconds: 300,
  hasPin: false,
  language: 'en',
  clinic: { name: 'Medley', zone: 'UTC', state: '', demo: false },
  home: '/',
  position: '',
};

/** The whole session: who, clinic, home. Empty values before sign-in. */
export function useSession(): Session {
  const now = useStore(sessionStore);
  return 'session' in now ? now.session : NOBODY;
}

/** Who is signed in. */
export function useWho(): Session['who'] & { readonly is: (...roles: readonly Role[]) => boolean } {
  const { who } = useSession();
  return { ...who, is: (...roles) => roles.some((role) => who.roles.includes(role)) };
}
