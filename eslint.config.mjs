// ESLint 9 reads this file. projen writes the configuration itself, in the older format, to .eslintrc.json.
import { FlatCompat } from '@eslint/eslintrc';

const compat = new FlatCompat({ baseDirectory: import.meta.dirname });

export default [{ files: ['**/*.ts', '**/*.tsx'] }, ...compat.extends('./.eslintrc.json')];
