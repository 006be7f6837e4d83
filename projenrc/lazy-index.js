'use strict';

/*
 * After the compilation: makes lib/index.js load a module when something of it is first used, as aws-cdk-lib's own
 * index does. A repository is a subclass of a class of aws-cdk-lib, so that loading everything at once would load a
 * large part of aws-cdk-lib into every app. TypeScript has no way to say this.
 */
const fs = require('node:fs');
const path = require('node:path');

const lib = path.resolve('lib');
const index = path.join(lib, 'index.js');

/** The two forms that the index may have: `export * from './x'` and `export * as x from './x'`. */
const ALL = /^__exportStar\(require\("(.+)"\), exports\);$/;
const NAMESPACE = /^exports\.(\w+) = __importStar\(require\("(.+)"\)\);$/;
/** What TypeScript writes beside them. Anything else would be lost, so that it is an error. */
const HELPERS =
  /^("use strict";|var __\w+ = |[ }]|Object\.defineProperty\(exports, "__esModule"|exports\.[\w. =]+ = void 0;|\/\/# )/;

const getters = fs
  .readFileSync(index, 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, all] = ALL.exec(line) ?? [];
    if (all) return Object.keys(require(path.join(lib, all))).map((name) => [name, `require("${all}").${name}`]);
    const [, name, namespace] = NAMESPACE.exec(line) ?? [];
    if (namespace) return [[name, `require("${namespace}")`]];
    if (line === '' || HELPERS.test(line)) return [];
    throw new Error(`${index} may only re-export modules, but has: ${line}`);
  });
if (getters.length === 0) throw new Error(`${index} exports nothing, or was rewritten already`);

const lines = [
  '"use strict";',
  'Object.defineProperty(exports, "__esModule", { value: true });',
  // From these lines Node.js learns which names an ES module can import. It would unlearn a name that it sees to have a
  // getter, hence the function.
  ...getters.map(([name]) => `exports.${name} = void 0;`),
  'function lazy(name, get) { Object.defineProperty(exports, name, { enumerable: true, configurable: true, get }); }',
  ...getters.map(([name, value]) => `lazy("${name}", () => ${value});`),
];
fs.writeFileSync(index, `${lines.join('\n')}\n`);
