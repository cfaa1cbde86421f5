/** Who may import whom: docs/architecture.md draws it. Tests follow their own rule: they may use capability/testing. */
const room = '^clinic/([^/]+)/';
const own = '^clinic/$1/';
const tests = '\\.test\\.tsx?$|/testing/|^(e2e|bench|house)/';
const floor = (name, path, above) => ({
  name,
  severity: 'error',
  from: { path, pathNot: tests },
  to: { path: `^(${above})/` },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-room-cycles', severity: 'error', scope: 'folder', from: { path: '^clinic/[^/]+$' }, to: { circular: true, path: '^clinic/[^/]+$' } },
    floor('fhir-knows-nobody', '^fhir/', 'terminology|record|gate|capability|ui|clinic|server|web|cli|demo'),
    floor('terminology-knows-fhir', '^terminology/', 'record|gate|capability|ui|clinic|server|web|cli|demo'),
    floor('record-is-below-the-gate', '^record/', 'gate|capability|ui|clinic|server|web|cli|demo'),
    floor('gate-is-below-the-rooms', '^gate/', 'capability|ui|clinic|server|web|cli|demo'),
    floor('capability-knows-no-room', '^capability/', 'ui|clinic|server|web|cli|demo'),
    floor('ui-knows-no-room', '^ui/', 'clinic|server|web|cli|demo'),
    floor('rooms-know-no-shell', '^clinic/', 'server|web|cli|demo'),
    floor('server-knows-no-cli', '^server/', 'cli|web|ui'),
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: '^clinic/[^/]+/rules/', pathNot: tests },
      // double-metaphone is one pure function.
      to: { pathNot: ['^(fhir|terminology)/', '^clinic/[^/]+/rules/', 'node_modules/(zod|double-metaphone)'] },
    },
    {
      name: 'contracts-are-pure',
      severity: 'error',
      from: { path: '\\.contract\\.ts$' },
      to: { pathNot: ['^(fhir|terminology)/', '^capability/contract\\.ts$', '^clinic/[^/]+/rules/', '\\.contract\\.ts$', 'node_modules/zod'] },
    },
    {
      name: 'ask-at-the-door',
      severity: 'error',
      from: { path: room, pathNot: tests },
      to: { path: '^clinic/', pathNot: [own, '^clinic/[^/]+/public\\.ts$', '^clinic/[^/]+/rules/', '\\.contract\\.ts$'] },
    },
    {
      name: 'screens-stay-in-the-browser',
      severity: 'error',
      from: { path: ['^clinic/[^/]+/(screens/|web\\.ts)', '^(ui|web)/'], pathNot: tests },
      to: {
        path: [
          '^clinic/[^/]+/(commands|views|jobs|consequences)/',
          '^clinic/[^/]+/server\\.ts$',
          '^(record|gate|server)/',
          '^capability/(?!contract\\.ts)',
        ],
        pathNot: '\\.contract\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.web.json' },
    doNotFollow: { path: 'node_modules' },
    // Tests may reach anywhere; the arrows are about the house itself.
    exclude: { path: 'runtime/|dist/|\\.test\\.tsx?$|/testing/|^(e2e|bench|house)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'], extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  },
};
