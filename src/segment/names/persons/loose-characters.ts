/** Characters that are not the first (last) of a word that no lexicon has: 和小明, 小明说, 小明摄. */
export const neverFirst = '的了在是和与及向对被把给让将从由为以于叫称说就也又都已曾因而但并或等比跟同到按据经';
export const neverLast =
  '的了在是和与及向对被把给让将从由为以于叫称说就也又都已曾因而但并或等比跟到按据经摄介则如还才只便去再来有';
