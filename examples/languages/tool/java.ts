import * as fs from 'node:fs';
import * as path from 'node:path';
import { run } from './command';
import { APPS, passedIn } from './language';
import type { Language } from './language';

const MAVEN = ['mvn', '--batch-mode', '--no-transfer-progress'];

/** Runs the app; the others have nothing to run. In the release of the app's pom.xml. */
const EXECUTE = 'org.codehaus.mojo:exec-maven-plugin:3.6.3:java';
const NOTHING_TO_RUN = '<properties><exec.skip>true</exec.skip><exec.mainClass>none</exec.mainClass>';

/** One build of two modules, the package and the app, so that no repository of the machine gets the package. */
const BUILD = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>languages</groupId>
  <artifactId>languages</artifactId>
  <version>0.0.0</version>
  <packaging>pom</packaging>
  ${NOTHING_TO_RUN}</properties>
  <modules>
    <module>bindings</module>
    <module>app</module>
  </modules>
</project>
`;

/** A jar, and an app that Maven builds with it. */
export const JAVA: Language = {
  name: 'Java',
  programs: ['java', 'mvn'],
  build: async (workspace, { bindings, awsCdkLib, constructs }) => {
    fs.writeFileSync(path.join(workspace, 'pom.xml'), BUILD);
    fs.cpSync(path.join(APPS, 'java'), path.join(workspace, 'app'), { recursive: true });
    fs.cpSync(path.join(bindings, 'java'), path.join(workspace, 'bindings'), { recursive: true });
    const pom = path.join(workspace, 'bindings', 'pom.xml');
    // The package has ranges of releases.
    const built = fs
      .readFileSync(pom, 'utf8')
      .replace(/<version>\[([\d.]+),[^<]*<\/version>/g, '<version>$1</version>')
      .replace('<properties>', NOTHING_TO_RUN);
    fs.writeFileSync(pom, built);
    const releases = [`-Dcdk.version=${awsCdkLib}`, `-Dconstructs.version=${constructs}`];
    fs.mkdirSync(path.join(workspace, '.mvn'));
    fs.writeFileSync(path.join(workspace, '.mvn', 'maven.config'), releases.join('\n'));
    await run(workspace, [...MAVEN, 'test-compile']);
    return [];
  },
  test: async (workspace) =>
    passedIn(await run(workspace, [...MAVEN, 'test']), /Tests run: (\d+), Failures: 0, Errors: 0, Skipped: 0$/gm),
  synthesize: async (workspace, env) => run(workspace, [...MAVEN, 'compile', EXECUTE], env),
};
