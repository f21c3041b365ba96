/**
 * Who may import whom. The arrows point from importer to imported:
 *
 *   geo ◄─ server/domain ◄─ realtime/contract ◄─┬─ db ◄──────────┬─ server/commands, policies, jobs
 *                                               ├─ realtime/client ◄─ app
 *                                               └─ realtime/server (also db; command handlers are handed in)
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.tsx?$' },
  to: { path: '^(app|server|realtime|geo|db|tests)/', pathNot: allowed },
})

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:|\\?(url|worker)|^fsevents$|^geojson$' },
    },
    only('geo-is-the-bottom', '^geo/', '^geo/', 'geometry knows nothing of tickets'),
    only(
      'domain-is-pure',
      '^server/domain/',
      '^(geo|server/domain)/',
      'rules know no database, socket or screen',
    ),
    only(
      'contract-is-pure',
      '^realtime/contract/',
      '^(geo|server/domain|realtime/contract)/',
      'the contract is shared by browser and server',
    ),
    only(
      'client-knows-the-contract',
      '^realtime/client/',
      '^(geo|server/domain|realtime/contract|realtime/client)/',
    ),
    only('db-knows-the-contract', '^db/', '^(geo|server/domain|realtime/contract|db)/'),
    only(
      'realtime-server',
      '^realtime/server/',
      '^(geo|server/domain|realtime/contract|realtime/server|db)/',
      'command handlers are handed in by server/index.ts',
    ),
    only(
      'use-cases',
      '^server/(commands|policies|jobs)/',
      '^(geo|db|realtime/contract|server/(domain|commands|policies|jobs|simulation))/',
    ),
    only(
      'advice',
      '^server/advice/',
      '^(geo|db|realtime/contract|server/(domain|travel|advice))/',
      'positions and rings of the doorbell are handed in',
    ),
    only('planning', '^server/planning/', '^(db|realtime/contract|server/(domain|advice|planning))/'),
    {
      name: 'app-in-the-browser',
      severity: 'error',
      comment: 'screens know the contract and the pure core; queries live in *.server.ts',
      from: { path: '^app/', pathNot: '\\.server\\.tsx?$|\\.test\\.tsx?$' },
      to: {
        path: '^(server|realtime|db|tests)/',
        pathNot: '^(server/domain|realtime/contract|realtime/client)/',
      },
    },
    {
      name: 'app-on-the-server',
      severity: 'error',
      from: { path: '^app/.*\\.server\\.tsx?$' },
      to: {
        path: '^(server|realtime|db|tests)/',
        pathNot: '^(server/(domain|commands|policies|import)|realtime/contract|realtime/client|db)/',
      },
    },
    {
      name: 'pure-folders-have-no-machine',
      severity: 'error',
      comment: 'pure folders know no Node, no socket, no SQL, no React',
      from: { path: '^(geo|server/domain|realtime/contract)/', pathNot: '\\.test\\.ts$' },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional'],
        // Yjs is a data structure like the others; what carries it over the net is elsewhere.
        pathNot: 'node_modules/(zod|gcoord|@turf|yjs)/',
      },
    },
    {
      name: 'nobody-imports-the-composition-root',
      severity: 'error',
      from: { path: '.*', pathNot: '^server/(dev|index)\\.ts$' },
      to: { path: '^server/index\\.ts$' },
    },
    {
      name: 'product-does-not-import-tests',
      severity: 'error',
      from: { path: '^(app|server|realtime|geo|db)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^tests/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|public)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
}
