// Calls the server. While the connection is lost a call would never come to an end, and one that is under way when it breaks has none either: who waits
// for it is told at once. Whether the server still got it nobody knows: mayHaveIt.
const away = mayHaveIt => Object.assign(new Error('the server is away'), { mayHaveIt });

export const call = async (dotnet, name, ...values) => {
  if (document.documentElement.dataset.connection === 'lost') {
    throw away(false);
  }

  let broke;
  const broken = new Promise((_, fail) => { broke = () => fail(away(true)); });
  addEventListener('chathub:lost', broke);
  try {
    return await Promise.race([dotnet.invokeMethodAsync(name, ...values), broken]);
  } finally {
    removeEventListener('chathub:lost', broke);
  }
};
