/**
 * The unit suite against the newest aws-cdk-lib: `jest --config test/newest/jest.config.js`. Same suite and same settings as
 * package.json's, with every import of `aws-cdk-lib`, also those in src/ and in cdk-nag, mapped to `aws-cdk-lib-newest`.
 */
const { jest } = require('../../package.json');

module.exports = {
  ...jest,
  rootDir: '../..',
  // Beside the suite, strict.test.ts; without the tests of what does not depend on aws-cdk-lib.
  testPathIgnorePatterns: [
    ...jest.testPathIgnorePatterns.filter((pattern) => !pattern.includes('test/newest')),
    '<rootDir>/test/api.test.ts',
    '<rootDir>/test/judges/judges.test.ts',
    '<rootDir>/test/languages.test.ts',
    '<rootDir>/test/workflows.test.ts',
    '<rootDir>/cli/',
  ],
  moduleNameMapper: {
    ...jest.moduleNameMapper,
    '^aws-cdk-lib(/.*)?$': 'aws-cdk-lib-newest$1',
  },
  setupFilesAfterEnv: [
    ...jest.setupFilesAfterEnv.map((file) => file.replace(/^aws-cdk-lib\//, 'aws-cdk-lib-newest/')),
    '<rootDir>/test/newest/jest.verify.js',
  ],
  // Coverage and reports are those of the run at the floor.
  collectCoverage: false,
  reporters: ['default'],
};
