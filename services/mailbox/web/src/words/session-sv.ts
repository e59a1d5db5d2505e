import type { SessionWords } from './session-en.ts';

export const sessionSv: SessionWords = {
  title: 'Du har loggats ut',
  text: 'Sessionen är slut. Inget är förlorat: logga in igen så kommer du tillbaka hit.',
  logIn: 'Logga in igen',
  unsavedText:
    'Sessionen är slut. Det du skrev sist är inte sparat än, men det är kvar här: logga in i en ny flik och kom sedan tillbaka till den här.',
  logInBeside: 'Logga in i en ny flik',
  weakText: (department, level) =>
    `${department} kräver från och med nu en inloggning på tillitsnivå ${level}. Det du skrev senast är inte sparat än, men det finns kvar här: logga in i en ny flik och kom sedan tillbaka till den här.`,
};
