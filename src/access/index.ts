export * from './repository-access';
