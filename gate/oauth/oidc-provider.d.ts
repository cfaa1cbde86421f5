/** The parts of oidc-provider by their own paths: its front door warns of every Node that is not (yet) called LTS. */
declare module 'oidc-provider/lib/provider.js' {
  export { Provider } from 'oidc-provider';
}
declare module 'oidc-provider/lib/helpers/errors.js' {
  import { errors } from 'oidc-provider';
  export import InvalidScope = errors.InvalidScope;
}
