using System.Collections.Concurrent;
using EduDx.Registry.Cards;

namespace EduDx.Ops.Cards;

/// <summary>Whose each signed card is and which are revoked, as the registry has it, in memory: about 60 bytes a card.</summary>
internal sealed class SignedCards
{
    private readonly ConcurrentDictionary<ulong, CardState> _cards = new();

    /// <summary>Takes all cards of the registry.</summary>
    public SignedCards(IEnumerable<CardState> cards)
    {
        foreach (var card in cards) Put(card);
    }

    /// <summary>How many there are.</summary>
    public int Count => _cards.Count;

    /// <summary>Finds a card.</summary>
    public bool TryFind(ulong card, out CardState state) => _cards.TryGetValue(card, out state);

    /// <summary>Takes a card as it is in the registry now.</summary>
    public void Put(CardState state) => _cards[state.Card] = state;
}
