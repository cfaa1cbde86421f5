/** Dates and times by Temporal: the runtime's own where it has one (Node 26), else the polyfill (browsers, Node 24). */
export { Temporal } from 'temporal-polyfill';
