/** Folded words that carry a sentence but not its subject. A question asks for them only when it has nothing else. */
const ENGLISH =
    'a about after all also am an and any are as at be because been before being between both but by can could did do ' +
    'does doing done during each for from further get had has have having he her here hers him his how i if in into is ' +
    'it its itself just let many may me might more most much must my of off on once only or other our ours out over own ' +
    'per please same shall she should so some such than that the their theirs them then there these they this those ' +
    'through to too under until up upon us very was we were what when where whether which while who whom whose why ' +
    'will with within would you your yours dont doesnt didnt isnt arent wasnt cant wont im';

const PORTUGUESE =
    'ao aos aquela aquele aquilo as ate com como da das de dela dele deles depois do dos e ela elas ele eles em entao ' +
    'entre era essa esse esta estao estar estava este eu foi foram ha isso isto ja la lhe mais mas me mesmo meu minha ' +
    'muito na nao nas nem no nos nossa nosso num numa o onde os ou para pela pelas pelo pelos pode por porque pra qual ' +
    'quando que quem se sem ser seu seus sua suas so sao sobre tambem te tem ter toda todo todos tudo um uma uns voce ' +
    'voces';

const STOP_WORDS = new Set(`${ENGLISH} ${PORTUGUESE}`.split(' '));

export const isStopWord = (word: string) => STOP_WORDS.has(word);
