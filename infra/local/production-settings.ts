/** Variables that only a real house has. A demonstration beside one of them would open a door into it. */
const names = /^(DATABASE_URL|REDIS_URL|MINIO_.+|KUVERT_(?!DATA_DIR$|MODE$).+)$/;

/** Names of the production settings in an environment. */
export const productionSettings = (
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] =>
  Object.entries(environment)
    .filter(([name, value]) => value !== undefined && value !== '' && isProduction(name, value))
    .map(([name]) => name)
    .toSorted();

const isProduction = (name: string, value: string): boolean =>
  name === 'KUVERT_MODE' ? value !== 'demonstration' : names.test(name);
