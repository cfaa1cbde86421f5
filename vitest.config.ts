import { defineConfig } from 'vitest/config';

const shared = {
  testTimeout: 60_000,
  hookTimeout: 180_000,
  pool: 'forks' as const,
  globalSetup: ['./record/testing/global-setup.ts'],
};

export default defineConfig({
  test: {
    projects: [
      // One database cluster for the run, a copied database for each file.
      {
        test: {
          ...shared,
          name: 'floors',
          include: ['**/*.test.ts'],
          exclude: ['node_modules/**', 'runtime/**', 'dist/**', '**/*.e2e.test.ts'],
        },
      },
      // A browser is heavy: one file at a time.
      {
        test: {
          ...shared,
          name: 'screens',
          include: ['**/*.e2e.test.ts'],
          exclude: ['node_modules/**', 'runtime/**', 'dist/**'],
          fileParallelism: false,
          testTimeout: 180_000,
          // A page on a busy machine takes its time; what never comes fails all the same.
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
    maxWorkers: 2,
  },
});
