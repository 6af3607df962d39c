#include "engine/client_transcripts.hpp"

#include <algorithm>

namespace mockcall {
namespace {

bool blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

std::size_t count_words(std::string_view text) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        n += !blank(text[i]) && (i == 0 || blank(text[i - 1])) ? 1 : 0;
    return n;
}

/// What follows the first `n` words.
std::string_view after_words(std::string_view text, std::size_t n) {
    std::size_t at = 0;
    const auto skip = [&](bool blanks) {
        while (at < text.size() && blank(text[at]) == blanks)
            ++at;
    };
    skip(true);
    for (; n > 0 && at < text.size(); --n) {
        skip(false);
        skip(true);
    }
    std::size_t end = text.size();
    while (end > at && blank(text[end - 1]))
        --end;
    return text.substr(at, end - at);
}

void join(std::string& text, std::string_view more) {
    if (!text.empty() && !more.empty())
        text += ' ';
    text += more;
}

}  // namespace

std::string ClientTranscripts::Stretch::text() const {
    std::string all = finals;
    join(all, partial);
    return all;
}

ClientTranscripts::Stretch* ClientTranscripts::find(UtteranceId id) {
    const auto it = std::ranges::find(stretches_, id, &Stretch::id);
    return it == stretches_.end() ? nullptr : &*it;
}

void ClientTranscripts::opened(UtteranceId utterance, CallTime from) {
    stretches_.push_back({.id = utterance, .from = from});
    if (stretches_.size() > kMostStretches)
        stretches_.pop_front();
    const auto early = std::exchange(unplaced_, std::nullopt);
    if (early && early->spoken + kEarly >= from) {
        phrase_ = Phrase{utterance, early->used, early->used};
        place(stretches_.back(), early->text, early->final, early->spoken);
    }
}

void ClientTranscripts::committed(UtteranceId utterance, CallTime now) {
    if (Stretch* s = find(utterance))
        s->committed = now;
}

void ClientTranscripts::dropped(UtteranceId utterance) {
    if (Stretch* s = find(utterance))
        s->answered = true;
}

bool ClientTranscripts::has_words(UtteranceId utterance) const {
    const auto it = std::ranges::find(stretches_, utterance, &Stretch::id);
    return it != stretches_.end() && !it->text().empty();
}

ClientTranscripts::Stretch* ClientTranscripts::home_of(CallTime spoken) {
    for (auto s = stretches_.rbegin(); s != stretches_.rend(); ++s) {
        if (s->from > spoken + kEarly)
            continue;
        if (s->committed && *s->committed + kLag < spoken)
            return nullptr;
        // What has only just begun has hardly been recognised yet: these are the words of the one before, if it waits.
        const auto before = std::next(s);
        const bool just_begun = spoken - s->from < kLag / 2 && s->text().empty();
        if (just_begun && before != stretches_.rend() && !before->answered && before->text().empty())
            return &*before;
        return &*s;
    }
    return nullptr;
}

void ClientTranscripts::heard(std::string text, bool final, CallTime spoken) {
    trusted_ = true;
    misses_ = 0;
    if (phrase_) {
        const Stretch* home = find(phrase_->home);
        if (home == nullptr || home->answered) {  // the phrase goes on in the next utterance
            const std::size_t used = home != nullptr ? phrase_->words : phrase_->used;
            phrase_ = Phrase{0, used, used};
        }
    } else {
        phrase_ = Phrase{};
    }
    Stretch* home = phrase_->home != 0 ? find(phrase_->home) : home_of(spoken);
    if (home != nullptr && home->answered)
        home = nullptr;
    if (home == nullptr) {
        if (!after_words(text, phrase_->used).empty())
            unplaced_ = Unplaced{std::move(text), phrase_->used, final, spoken};
        if (final)
            phrase_.reset();
        return;
    }
    phrase_->home = home->id;
    place(*home, text, final, spoken);
}

void ClientTranscripts::place(Stretch& s, std::string_view text, bool final, CallTime spoken) {
    const std::string_view own = after_words(text, phrase_->used);
    phrase_->words = count_words(text);
    s.last_words = std::max(s.last_words, spoken);
    if (!final) {
        s.partial = own;
        return;
    }
    join(s.finals, own);
    s.partial.clear();
    phrase_.reset();
}

/// Nothing more is to come: the last words were spoken at the utterance's end, and their phrase is final.
bool ClientTranscripts::complete(const Stretch& s) const {
    const bool open = phrase_ && phrase_->home == s.id;
    return !open && !s.finals.empty() && s.last_words + kLag >= *s.committed;
}

std::vector<ClientTranscripts::Said> ClientTranscripts::take(CallTime now) {
    std::vector<Said> said;
    for (Stretch& s : stretches_) {
        if (s.answered)
            continue;
        if (!s.committed) {
            if (const std::string text = s.text(); !text.empty() && text != s.told) {
                s.told = text;
                said.push_back({s.id, text, Kind::Partial});
            }
            continue;
        }
        if (!complete(s) && now < *s.committed + kLateFinal)
            continue;
        s.answered = true;
        // Finals with a partial behind them are better than a second hearing of the whole.
        const bool missing = s.finals.empty();
        if (missing && ++misses_ >= kMissesAllowed)
            trusted_ = false;
        said.push_back({s.id, s.text(), missing ? Kind::Missing : Kind::Final});
    }
    while (!stretches_.empty() && stretches_.front().answered && now - stretches_.front().from > 10 * kLag)
        stretches_.pop_front();
    return said;
}

std::optional<CallTime> ClientTranscripts::next_deadline() const {
    std::optional<CallTime> best;
    for (const Stretch& s : stretches_)
        if (!s.answered && s.committed && (!best || *s.committed + kLateFinal < *best))
            best = *s.committed + kLateFinal;
    return best;
}

}  // namespace mockcall
