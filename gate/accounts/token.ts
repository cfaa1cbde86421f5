import { createHash, hash, randomBytes } from 'node:crypto';

/** 256 random bits, 43 characters that fit a URL and a cookie. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is kept of a token: with 256 random bits behind it, one SHA-256 is enough. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The same as text, for keys of maps. */
export const tokenKey = (token: string): string => hash('sha256', token, 'base64url');
